"""What would other revenue terms come to?"""
